select apps.po_change_api1_s_record_acceptance(h.segment1, null, h.revision_num, 'NEW', apps.sysdate(), 'Y', null, $2, h.org_id, $3::bigint) as result
  from apps.po_headers_all h
 where h.segment1 = $1 and h.org_id = $4::bigint
