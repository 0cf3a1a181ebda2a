-- Spends points of a budget whatever is left of it, or gives some back.
-- KEYS[1]  as in take.lua
-- ARGV[1]  span in which the points come back, in microseconds; negative to give them back
-- Returns  microseconds until the budget is whole again
local time = redis.call("TIME")
local now = time[1] * 1000000 + time[2]
local after = math.max(0, tonumber(redis.call("GET", KEYS[1]) or now) - now) + tonumber(ARGV[1])
if after > 0 then
  redis.call("SET", KEYS[1], string.format("%.0f", now + after), "PX", math.ceil(after / 1000))
  return after
end
redis.call("DEL", KEYS[1])
return 0
