-- Spends points of a budget, or none when they do not suffice.
-- KEYS[1]  when the budget is whole again: microseconds since 1970 by this server's clock; missing when it is whole
-- ARGV[1]  span in which the points come back, in microseconds
-- ARGV[2]  span in which the burst comes back, in microseconds
-- Returns  {1 when spent, else 0; microseconds until the budget is whole again}
local time = redis.call("TIME")
local now = time[1] * 1000000 + time[2]
local ahead = math.max(0, tonumber(redis.call("GET", KEYS[1]) or now) - now)
local after = ahead + tonumber(ARGV[1])
if after > tonumber(ARGV[2]) then
  return { 0, ahead }
end
if after > 0 then
  redis.call("SET", KEYS[1], string.format("%.0f", now + after), "PX", math.ceil(after / 1000))
end
return { 1, after }
