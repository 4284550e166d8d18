-- One call after another, chosen by CALL: show (a random image of the file IDS), list, create.
wrk.headers["X-Auth-Token"] = os.getenv("TOKEN")
local call = os.getenv("CALL")

if call == "create" then
  wrk.method = "POST"
  wrk.path = "/v2/images"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = '{"name":"bench","disk_format":"qcow2","container_format":"bare","os_distro":"debian","tags":["bench"]}'
elseif call == "list" then
  wrk.path = "/v2/images?limit=25"
elseif call == "show" then
  local ids = {}
  for id in io.lines(os.getenv("IDS")) do ids[#ids + 1] = id end
  math.randomseed(os.time())
  request = function()
    return wrk.format("GET", "/v2/images/" .. ids[math.random(#ids)])
  end
end

done = function(summary, latency)
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %.1f %.1f %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status + broken))
end
