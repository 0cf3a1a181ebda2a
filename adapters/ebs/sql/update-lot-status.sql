select u.x_return_status, u.x_msg_data
  from apps.inv_material_status_pub_update_status('O', $1::bigint, $2::bigint, $3, $4::bigint) u
