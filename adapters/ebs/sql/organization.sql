-- Ids behind a plant's code, and the database's clock.
select d.organization_id, d.operating_unit, apps.sysdate() as now
  from apps.org_organization_definitions d
 where d.organization_code = $1
