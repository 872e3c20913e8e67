-- What wrk sends, and its result as one line of JSON. Arguments: method, file of the content, file of tokens, file of paths,
-- "forged" where each token is to have another wrong signature, "timed" where the result is to say how long each call took.
-- Files are "" for none; what they list, one a line, is used in turn.

local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function lines(name)
  local list = {}
  if name ~= "" then
    for line in read(name):gmatch("%S+") do list[#list + 1] = line end
  end
  return list
end

-- `init` runs in the state of wrk's only thread, `setup` and `done` in another one.
local only
function setup(thread) only = thread end

function init(arguments)
  timed = arguments[6] == "timed"
  wrk.method = arguments[1]
  if arguments[2] ~= "" then wrk.body = read(arguments[2]) end
  local tokens, paths = lines(arguments[3]), lines(arguments[4])
  if tokens[1] then wrk.headers["Authorization"] = "Bearer " .. tokens[1] end
  if arguments[5] == "forged" then
    forge_each(tokens[1])
  elseif #tokens > 1 or #paths > 1 then
    use_in_turn(tokens, paths)
  end
end

-- Without a function "request" wrk sends the same bytes again and again, and calls no Lua.
function use_in_turn(tokens, paths)
  local messages, last = {}, 0
  for index = 1, math.max(#tokens, #paths) do
    if #tokens > 0 then wrk.headers["Authorization"] = "Bearer " .. tokens[(index - 1) % #tokens + 1] end
    messages[index] = wrk.format(nil, #paths > 0 and paths[(index - 1) % #paths + 1] or nil)
  end
  function request()
    last = last % #messages + 1
    return messages[last]
  end
end

-- Twelve digits behind the middle of the signature count. So they are in the second half of an ECDSA signature, and change
-- neither of its numbers, nor that of an RSA signature, into one that is out of range and refused at a glance.
function forge_each(token)
  local message, count = wrk.format(), 0
  local signature = token:match("[^.]*$")
  local place = message:find(signature, 1, true) + math.floor(#signature / 2) + 8
  local before, after = message:sub(1, place - 1), message:sub(place + 12)
  function request()
    count = count + 1
    return string.format("%s%012x%s", before, count, after)
  end
end

-- The least duration of the same class, as in `times.py`.
local function least(duration)
  local step = 1
  while duration / step >= 128 do step = step * 2 end
  return duration - duration % step
end

-- Durations and how many calls took them. wrk looks for each from the start, so that it is not done where nobody wants it.
local function times(latency)
  local counts, list = {}, {}
  for index = 1, #latency do
    local duration, count = latency(index)
    local class = least(duration)
    counts[class] = (counts[class] or 0) + count
  end
  for class, count in pairs(counts) do list[#list + 1] = string.format("%d:%d", class, count) end
  return table.concat(list, " ")
end

function done(summary, latency, requests)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"bytes":%d,"refused":%d,"broken":%d,"timeouts":%d,',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status, broken, errors.timeout))
  io.write(string.format('"p50":%.1f,"p99":%.1f,"p999":%.1f,"times":"%s"}\n',
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), only:get("timed") and times(latency) or ""))
end
