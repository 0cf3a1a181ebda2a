-- The new revision must not undo what the supplier said to the order's other shipments.
select apps.po_acknowledge_po_grp_carry_over_acknowledgement(h.po_header_id, null, h.revision_num) as x_return_status
  from apps.po_headers_all h
 where h.segment1 = $1 and h.org_id = $2::bigint
