namespace RepoTickets.Events.Tests.Json;

/// <summary>A well-formed event as text, with some keys replaced by raw JSON or left out.</summary>
internal static class EventTexts
{
    internal static string With(params string?[] keysAndValues)
    {
        var keys = new Dictionary<string, string?>
        {
            ["id"] = "\"000000000000002a-c0000000000000001\"",
            ["type"] = "\"ticket.created\"",
            ["source"] = "\"cli\"",
            ["time"] = "\"2026-03-04T12:00:00Z\"",
            ["subject"] = """{"kind":"ticket","id":"LOGIN-1"}""",
            ["position"] = "42",
            ["correlation_id"] = null,
            ["metadata"] = """{"a":"b"}""",
            ["data"] = """{"ticket_id":"LOGIN-1","title":"Login","status":"open","priority":"high"}""",
        };
        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            keys[keysAndValues[i]!] = keysAndValues[i + 1];
        }

        return "{" +
            string.Join(
                ',', keys.Where(static entry => entry.Value is not null).Select(static entry => $"\"{entry.Key}\":{entry.Value}")) + "}";
    }
}
