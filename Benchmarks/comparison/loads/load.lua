-- What wrk sends, and its result as one line of JSON. Arguments: method, file of the content ("" for none), file of
-- tokens, one a line, which are used in turn ("" for none).

local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function init(arguments)
  wrk.method = arguments[1]
  if arguments[2] ~= "" then wrk.body = read(arguments[2]) end
  local tokens = {}
  if arguments[3] ~= "" then
    for token in read(arguments[3]):gmatch("%S+") do tokens[#tokens + 1] = "Bearer " .. token end
  end
  wrk.headers["Authorization"] = tokens[1]
  if #tokens > 1 then use_in_turn(tokens) end
end

-- Without a function of this name wrk sends the same bytes again and again, and calls no Lua.
function use_in_turn(tokens)
  local messages, last = {}, 0
  for index, token in ipairs(tokens) do
    wrk.headers["Authorization"] = token
    messages[index] = wrk.format()
  end
  function request()
    last = last % #messages + 1
    return messages[last]
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"bytes":%d,"refused":%d,"broken":%d,"timeouts":%d,',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status, broken, errors.timeout))
  io.write(string.format('"p50":%.1f,"p99":%.1f,"p999":%.1f}\n',
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
