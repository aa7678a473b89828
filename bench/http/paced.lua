-- Pauses between the questions of a connection, exponential as independent callers make them.
local mean = tonumber(os.getenv("MEAN_PAUSE_MS"))

function delay()
  return math.floor(0.5 - mean * math.log(1 - math.random()))
end
