-- The tables of an EBS 12 instance that a plant's integration reads and writes, in its APPS schema.
-- Names and columns are Oracle's; DATE is timestamp(0) without a zone, in the clock of the database server.

create schema apps;

-- Oracle's SYSDATE: the server's clock in whole seconds, whatever the session says.
create function apps.sysdate() returns timestamp(0) language sql volatile
  as $$ select date_trunc('second', clock_timestamp() at time zone '%TIME_ZONE%')::timestamp(0) $$;

create table apps.mtl_parameters (
  organization_id bigint primary key, organization_code varchar(4) not null, master_organization_id bigint not null, default_status_id bigint
);
create table apps.org_organization_definitions (
  organization_id bigint primary key, organization_code varchar(4) not null, organization_name varchar(240) not null, operating_unit bigint not null
);
create table apps.mtl_units_of_measure (
  unit_of_measure varchar(25) primary key, uom_code varchar(3) not null unique, uom_class varchar(10) not null
);
create table apps.mtl_system_items_b (
  inventory_item_id bigint not null, organization_id bigint not null, segment1 varchar(40) not null, description varchar(240),
  primary_uom_code varchar(3) not null, lot_control_code numeric not null default 2,
  last_update_date timestamp(0) not null, last_updated_by bigint not null, creation_date timestamp(0) not null, created_by bigint not null,
  primary key (inventory_item_id, organization_id)
);
create table apps.mtl_secondary_inventories (
  secondary_inventory_name varchar(10) not null, organization_id bigint not null, description varchar(50),
  availability_type numeric not null, reservable_type numeric not null, primary key (secondary_inventory_name, organization_id)
);
create table apps.bom_departments (
  department_id bigint primary key, department_code varchar(10) not null, organization_id bigint not null, description varchar(240)
);

create table apps.wip_entities (
  wip_entity_id bigint primary key, organization_id bigint not null, wip_entity_name varchar(240) not null, entity_type numeric not null,
  primary_item_id bigint, last_update_date timestamp(0) not null, unique (organization_id, wip_entity_name)
);
create table apps.wip_discrete_jobs (
  wip_entity_id bigint not null, organization_id bigint not null, primary_item_id bigint, status_type numeric not null, job_type numeric not null default 1,
  class_code varchar(10), start_quantity numeric not null, net_quantity numeric not null, quantity_completed numeric not null default 0,
  quantity_scrapped numeric not null default 0, scheduled_start_date timestamp(0) not null, scheduled_completion_date timestamp(0) not null,
  date_released timestamp(0), date_completed timestamp(0), date_closed timestamp(0), lot_number varchar(80), completion_subinventory varchar(10), priority numeric,
  last_update_date timestamp(0) not null, last_updated_by bigint not null, creation_date timestamp(0) not null, created_by bigint not null,
  primary key (wip_entity_id, organization_id)
);
create index wip_discrete_jobs_n9 on apps.wip_discrete_jobs (last_update_date, wip_entity_id);
create table apps.wip_operations (
  wip_entity_id bigint not null, operation_seq_num numeric not null, organization_id bigint not null, department_id bigint not null, description varchar(240),
  scheduled_quantity numeric not null, quantity_in_queue numeric not null default 0, quantity_running numeric not null default 0,
  quantity_waiting_to_move numeric not null default 0, quantity_rejected numeric not null default 0, quantity_scrapped numeric not null default 0,
  quantity_completed numeric not null default 0, first_unit_start_date timestamp(0) not null, last_unit_completion_date timestamp(0) not null,
  previous_operation_seq_num numeric, next_operation_seq_num numeric, count_point_type numeric not null default 1,
  last_update_date timestamp(0) not null, last_updated_by bigint not null,
  primary key (wip_entity_id, operation_seq_num)
);
create index wip_operations_n9 on apps.wip_operations (last_update_date, wip_entity_id);
create table apps.wip_requirement_operations (
  wip_entity_id bigint not null, operation_seq_num numeric not null, inventory_item_id bigint not null, organization_id bigint not null,
  quantity_per_assembly numeric not null, required_quantity numeric not null, quantity_issued numeric not null default 0, date_required timestamp(0) not null,
  wip_supply_type numeric not null, supply_subinventory varchar(10), basis_type numeric, component_yield_factor numeric not null default 1,
  last_update_date timestamp(0) not null, last_updated_by bigint not null,
  primary key (wip_entity_id, operation_seq_num, inventory_item_id)
);
create index wip_requirement_operations_n9 on apps.wip_requirement_operations (last_update_date, wip_entity_id);
create index wip_requirement_operations_n2 on apps.wip_requirement_operations (inventory_item_id, organization_id);

create table apps.mtl_material_statuses_b (
  status_id bigint primary key, enabled_flag numeric not null default 1, availability_type numeric not null, reservable_type numeric not null,
  inventory_atp_code numeric not null, last_update_date timestamp(0) not null
);
create table apps.mtl_material_statuses_tl (status_id bigint not null, language varchar(4) not null, status_code varchar(80) not null, primary key (status_id, language));
create view apps.mtl_material_statuses_vl as
  select b.*, t.status_code from apps.mtl_material_statuses_b b join apps.mtl_material_statuses_tl t on t.status_id = b.status_id and t.language = 'US';
create table apps.mtl_lot_numbers (
  inventory_item_id bigint not null, organization_id bigint not null, lot_number varchar(80) not null, status_id bigint, expiration_date timestamp(0),
  availability_type numeric, last_update_date timestamp(0) not null, last_updated_by bigint not null, creation_date timestamp(0) not null,
  primary key (inventory_item_id, organization_id, lot_number)
);
create index mtl_lot_numbers_n9 on apps.mtl_lot_numbers (last_update_date, inventory_item_id);
create sequence apps.mtl_material_status_history_s start with 1001;
create table apps.mtl_material_status_history (
  status_update_id bigint primary key, inventory_item_id bigint not null, organization_id bigint not null, lot_number varchar(80),
  status_id bigint not null, update_method numeric not null, update_reason_id bigint, creation_date timestamp(0) not null, created_by bigint not null
);
create index mtl_material_status_history_n1 on apps.mtl_material_status_history (inventory_item_id, organization_id);
create sequence apps.mtl_onhand_quantities_s start with 5000001;
create table apps.mtl_onhand_quantities_detail (
  onhand_quantities_id bigint primary key, inventory_item_id bigint not null, organization_id bigint not null, date_received timestamp(0) not null,
  primary_transaction_quantity numeric not null, subinventory_code varchar(10) not null, locator_id bigint, lot_number varchar(80), status_id bigint,
  planning_tp_type numeric not null default 2, owning_tp_type numeric not null default 2, create_transaction_id bigint not null,
  last_update_date timestamp(0) not null, last_updated_by bigint not null
);
create index mtl_onhand_quantities_n1 on apps.mtl_onhand_quantities_detail (inventory_item_id, organization_id, subinventory_code, lot_number);
create sequence apps.mtl_material_transactions_s start with 9000001;
create table apps.mtl_material_transactions (
  transaction_id bigint primary key, inventory_item_id bigint not null, organization_id bigint not null, subinventory_code varchar(10) not null,
  transaction_type_id bigint not null, primary_quantity numeric not null, transaction_source_id bigint, transaction_date timestamp(0) not null
);
create index mtl_material_transactions_n1 on apps.mtl_material_transactions (inventory_item_id, organization_id, transaction_id);

create table apps.po_vendors (
  vendor_id bigint primary key, segment1 varchar(30) not null unique, vendor_name varchar(240) not null, last_update_date timestamp(0) not null
);
create table apps.po_headers_all (
  po_header_id bigint primary key, org_id bigint not null, segment1 varchar(20) not null, type_lookup_code varchar(25) not null default 'STANDARD',
  vendor_id bigint not null, revision_num numeric not null default 0, authorization_status varchar(25) not null default 'APPROVED',
  cancel_flag varchar(1), closed_code varchar(25), last_update_date timestamp(0) not null, last_updated_by bigint not null, unique (org_id, segment1)
);
create index po_headers_n9 on apps.po_headers_all (last_update_date, po_header_id);
create table apps.po_lines_all (
  po_line_id bigint primary key, po_header_id bigint not null, line_num numeric not null, item_id bigint, item_description varchar(240),
  unit_meas_lookup_code varchar(25), unit_price numeric, quantity numeric, cancel_flag varchar(1), closed_code varchar(25), last_update_date timestamp(0) not null
);
create index po_lines_n9 on apps.po_lines_all (last_update_date, po_line_id);
create index po_lines_n1 on apps.po_lines_all (po_header_id, line_num);
create sequence apps.po_line_locations_s start with 8000001;
create table apps.po_line_locations_all (
  line_location_id bigint primary key, po_header_id bigint not null, po_line_id bigint not null, shipment_num numeric not null, quantity numeric not null,
  quantity_received numeric not null default 0, quantity_cancelled numeric not null default 0, unit_meas_lookup_code varchar(25), need_by_date timestamp(0),
  promised_date timestamp(0), closed_code varchar(25) default 'OPEN', cancel_flag varchar(1), ship_to_organization_id bigint not null,
  last_update_date timestamp(0) not null, last_updated_by bigint not null
);
create index po_line_locations_n9 on apps.po_line_locations_all (last_update_date, line_location_id);
create index po_line_locations_n1 on apps.po_line_locations_all (po_line_id, shipment_num);
create sequence apps.po_acceptances_s start with 700001;
create table apps.po_acceptances (
  acceptance_id bigint primary key, po_header_id bigint not null, po_release_id bigint, po_line_location_id bigint, revision_num numeric not null,
  action varchar(25) not null, action_date timestamp(0) not null, accepted_flag varchar(1), acceptance_lookup_code varchar(25), note varchar(480),
  last_update_date timestamp(0) not null, last_updated_by bigint not null
);
create index po_acceptances_n1 on apps.po_acceptances (po_header_id);
create index po_acceptances_n9 on apps.po_acceptances (last_update_date, acceptance_id);

create table apps.qa_plans (plan_id bigint primary key, organization_id bigint not null, name varchar(30) not null);
create table apps.qa_results (
  collection_id bigint not null, occurrence bigint not null, plan_id bigint not null, organization_id bigint not null, item_id bigint,
  wip_entity_id bigint, lot_number varchar(80), quantity numeric, character1 varchar(150), character2 varchar(150),
  qa_creation_date timestamp(0) not null, qa_last_update_date timestamp(0) not null, last_update_date timestamp(0) not null, last_updated_by bigint not null,
  primary key (plan_id, collection_id, occurrence)
);
create index qa_results_n9 on apps.qa_results (qa_last_update_date, collection_id, occurrence);
create index qa_results_n1 on apps.qa_results (item_id, organization_id, lot_number);
-- The view that EBS generates for the collection plan FINAL_INSPECTION: its elements by their names.
create view apps.q_final_inspection_v as
  select r.plan_id, r.collection_id, r.occurrence, r.organization_id, r.item_id, i.segment1 as item, r.wip_entity_id, e.wip_entity_name as job_name,
         r.lot_number, r.quantity, r.character1 as disposition, r.character2 as disposition_date, r.qa_creation_date, r.qa_last_update_date, r.last_update_date
    from apps.qa_results r
    join apps.mtl_system_items_b i on i.inventory_item_id = r.item_id and i.organization_id = r.organization_id
    left join apps.wip_entities e on e.wip_entity_id = r.wip_entity_id
   where r.plan_id = 101;

create sequence apps.wip_job_schedule_interface_s start with 3001;
create sequence apps.wip_interface_s start with 40001;
create table apps.wip_job_schedule_interface (
  interface_id bigint not null default nextval('apps.wip_interface_s'), header_id bigint, group_id bigint not null, source_code varchar(30), source_line_id bigint,
  process_phase numeric not null, process_status numeric not null, load_type numeric not null, organization_id bigint, organization_code varchar(4),
  wip_entity_id bigint, job_name varchar(240), status_type numeric, first_unit_start_date timestamp(0), last_unit_completion_date timestamp(0),
  start_quantity numeric, scheduling_method numeric, priority numeric, request_id bigint,
  last_update_date timestamp(0) not null, last_updated_by bigint not null, creation_date timestamp(0) not null, created_by bigint not null
);
create table apps.wip_interface_errors (
  interface_id bigint not null, error_type numeric not null, error varchar(500) not null, last_update_date timestamp(0) not null,
  last_updated_by bigint not null, creation_date timestamp(0) not null, created_by bigint not null
);

create sequence apps.wip_transactions_s start with 70001;
create table apps.wip_move_txn_interface (
  transaction_id bigint not null default nextval('apps.wip_transactions_s'), source_code varchar(30), source_line_id bigint, process_phase numeric not null,
  process_status numeric not null, transaction_type numeric not null, organization_id bigint not null, wip_entity_name varchar(240) not null,
  transaction_date timestamp(0) not null, transaction_quantity numeric not null, transaction_uom varchar(3) not null,
  fm_operation_seq_num numeric not null, fm_intraoperation_step_type numeric not null, to_operation_seq_num numeric not null,
  to_intraoperation_step_type numeric not null,
  last_update_date timestamp(0) not null, last_updated_by bigint not null, creation_date timestamp(0) not null, created_by bigint not null
);
create table apps.wip_txn_interface_errors (
  transaction_id bigint not null, error_message varchar(240) not null, error_column varchar(30), last_update_date timestamp(0) not null,
  last_updated_by bigint not null
);
create table apps.wip_move_transactions (
  transaction_id bigint primary key, wip_entity_id bigint not null, fm_operation_seq_num numeric not null, to_intraoperation_step_type numeric not null,
  transaction_quantity numeric not null, source_code varchar(30), transaction_date timestamp(0) not null, last_update_date timestamp(0) not null,
  last_updated_by bigint not null
);
create index wip_move_transactions_n9 on apps.wip_move_transactions (source_code);

create sequence apps.qa_txn_interface_s start with 80001;
create table apps.qa_results_interface (
  transaction_interface_id bigint not null default nextval('apps.qa_txn_interface_s'), process_status numeric not null, organization_code varchar(4) not null,
  plan_name varchar(30) not null, insert_type numeric not null, matching_elements varchar(1000), source_code varchar(30),
  item varchar(40), lot_number varchar(80), job_name varchar(240), disposition varchar(150)
);
create table apps.qa_interface_errors (
  transaction_interface_id bigint not null, error_column varchar(30), error_message varchar(240) not null, last_update_date timestamp(0) not null,
  last_updated_by bigint not null
);
-- The import view that EBS generates for the collection plan FINAL_INSPECTION.
create view apps.q_final_inspection_iv as
  select transaction_interface_id, process_status, organization_code, plan_name, insert_type, matching_elements, source_code, item, lot_number, job_name, disposition
    from apps.qa_results_interface where plan_name = 'FINAL_INSPECTION';
