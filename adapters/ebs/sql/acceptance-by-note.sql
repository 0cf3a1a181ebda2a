select a.acceptance_id
  from apps.po_acceptances a
  join apps.po_headers_all h on h.po_header_id = a.po_header_id
 where h.segment1 = $1 and h.org_id = $2::bigint and a.note = $3
