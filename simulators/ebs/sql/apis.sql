-- The public APIs that an integration may call, as functions: Oracle's are PL/SQL packages (package_procedure here).

-- Stands for INV_MATERIAL_STATUS_PUB.UPDATE_STATUS with p_object_type and the fields of p_status_rec that a lot needs.
-- Object type O is a lot. Like the original it reports by x_return_status and changes nothing when that is E.
create function apps.inv_material_status_pub_update_status(
  p_object_type text, p_organization_id bigint, p_inventory_item_id bigint, p_lot_number text, p_status_id bigint,
  p_update_reason_id bigint default null, p_update_method numeric default 2,
  out x_return_status text, out x_msg_count numeric, out x_msg_data text
) language plpgsql as $$
begin
  x_return_status := 'E'; x_msg_count := 1;
  if p_object_type <> 'O' then x_msg_data := 'INV_INVALID_OBJECT_TYPE: ' || p_object_type; return; end if;
  perform 1 from apps.mtl_material_statuses_b where status_id = p_status_id and enabled_flag = 1;
  if not found then x_msg_data := 'INV_INVALID_STATUS: material status ' || coalesce(p_status_id::text, 'null') || ' does not exist or is disabled'; return; end if;
  update apps.mtl_lot_numbers set status_id = p_status_id, last_update_date = apps.sysdate(), last_updated_by = 1013
   where organization_id = p_organization_id and inventory_item_id = p_inventory_item_id and lot_number = p_lot_number;
  if not found then x_msg_data := 'INV_INVALID_LOT: lot ' || coalesce(p_lot_number, 'null') || ' does not exist'; return; end if;
  insert into apps.mtl_material_status_history
    values (nextval('apps.mtl_material_status_history_s'), p_inventory_item_id, p_organization_id, p_lot_number, p_status_id, p_update_method, p_update_reason_id, apps.sysdate(), 1013);
  x_return_status := 'S'; x_msg_count := 0; x_msg_data := null;
end $$;

-- Stands for PO_CHANGE_API1_S.UPDATE_PO: result 1 or 0, messages in x_api_errors. The revision must be the present one.
-- A change of an approved order is approved anew when launch_approvals_flag is Y, which raises the revision.
create function apps.po_change_api1_s_update_po(
  x_po_number text, x_release_number numeric, x_revision_number numeric, x_line_number numeric, x_shipment_number numeric,
  new_quantity numeric, new_price numeric, new_promised_date timestamp, new_need_by_date timestamp, launch_approvals_flag text,
  update_source text, version text, x_override_date timestamp, p_buyer_name text, p_org_id bigint,
  out result numeric, out x_api_errors text[]
) language plpgsql as $$
declare h apps.po_headers_all; l apps.po_lines_all; s apps.po_line_locations_all;
begin
  result := 0;
  select * into h from apps.po_headers_all where segment1 = x_po_number and org_id = p_org_id for update;
  if not found then x_api_errors := array['PO_CHNG_INVALID_PO: purchase order ' || coalesce(x_po_number, 'null') || ' does not exist']; return; end if;
  if h.revision_num is distinct from x_revision_number then
    x_api_errors := array['PO_CHNG_REVISION_NOT_MATCH: revision ' || coalesce(x_revision_number::text, 'null') || ' is not the current revision ' || h.revision_num]; return;
  end if;
  if coalesce(h.cancel_flag, 'N') = 'Y' or coalesce(h.closed_code, 'OPEN') = 'FINALLY CLOSED' then
    x_api_errors := array['PO_CHNG_WRONG_DOC_STATUS: the purchase order is cancelled or finally closed']; return;
  end if;
  select * into l from apps.po_lines_all where po_header_id = h.po_header_id and line_num = x_line_number;
  if not found then x_api_errors := array['PO_CHNG_INVALID_LINE_NUM: line ' || coalesce(x_line_number::text, 'null') || ' does not exist']; return; end if;
  select * into s from apps.po_line_locations_all where po_line_id = l.po_line_id and shipment_num = x_shipment_number for update;
  if not found then x_api_errors := array['PO_CHNG_INVALID_SHIPMENT_NUM: shipment ' || coalesce(x_shipment_number::text, 'null') || ' does not exist']; return; end if;
  if coalesce(s.cancel_flag, 'N') = 'Y' or coalesce(s.closed_code, 'OPEN') in ('CLOSED', 'FINALLY CLOSED', 'CLOSED FOR RECEIVING') then
    x_api_errors := array['PO_CHNG_SHIP_CLOSED: the shipment is cancelled or closed']; return;
  end if;
  update apps.po_line_locations_all
     set promised_date = coalesce(new_promised_date, promised_date), need_by_date = coalesce(new_need_by_date, need_by_date),
         quantity = coalesce(new_quantity, quantity), last_update_date = apps.sysdate(), last_updated_by = 1013
   where line_location_id = s.line_location_id;
  if launch_approvals_flag = 'Y' then
    update apps.po_headers_all set revision_num = revision_num + 1, last_update_date = apps.sysdate(), last_updated_by = 1013 where po_header_id = h.po_header_id;
  end if;
  result := 1; x_api_errors := array[]::text[];
end $$;

-- Stands for PO_CHANGE_API1_S.RECORD_ACCEPTANCE: 1 or 0. p_line_location_id null accepts or refuses the whole order.
create function apps.po_change_api1_s_record_acceptance(
  x_po_number text, x_release_number numeric, x_revision_number numeric, x_action text, x_action_date timestamp, x_accepted_flag text,
  x_acceptance_lookup_code text, x_note text, p_org_id bigint, p_line_location_id bigint default null
) returns numeric language plpgsql as $$
declare h apps.po_headers_all;
begin
  select * into h from apps.po_headers_all where segment1 = x_po_number and org_id = p_org_id;
  if not found or h.revision_num is distinct from x_revision_number or x_action <> 'NEW' or x_accepted_flag not in ('Y', 'N') then return 0; end if;
  insert into apps.po_acceptances
    values (nextval('apps.po_acceptances_s'), h.po_header_id, null, p_line_location_id, x_revision_number, x_action, x_action_date, x_accepted_flag,
            x_acceptance_lookup_code, x_note, apps.sysdate(), 1013);
  return 1;
end $$;

-- Stands for PO_ACKNOWLEDGE_PO_GRP.CARRY_OVER_ACKNOWLEDGEMENT: what the supplier said to each shipment of the revision
-- before p_revision_num goes on for p_revision_num.
create function apps.po_acknowledge_po_grp_carry_over_acknowledgement(p_po_header_id bigint, p_po_release_id bigint, p_revision_num numeric)
returns text language plpgsql as $$
begin
  insert into apps.po_acceptances
  select nextval('apps.po_acceptances_s'), a.po_header_id, a.po_release_id, a.po_line_location_id, p_revision_num, a.action, a.action_date, a.accepted_flag,
         a.acceptance_lookup_code, a.note, apps.sysdate(), 1013
    from (select distinct on (po_line_location_id) * from apps.po_acceptances
           where po_header_id = p_po_header_id and revision_num = p_revision_num - 1 and po_line_location_id is not null
           order by po_line_location_id, acceptance_id desc) a;
  return 'S';
end $$;
