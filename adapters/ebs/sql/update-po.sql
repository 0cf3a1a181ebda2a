select u.result, array_to_string(u.x_api_errors, E'\n') as errors
  from apps.po_change_api1_s_update_po($1, null, $2::numeric, $3::numeric, $4::numeric, null, null, $5::timestamp, null, 'Y', null, '1.0', null, null, $6::bigint) u
