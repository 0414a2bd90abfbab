using System.Text.Json;

namespace RepoTickets.Mcp.Tests.Support;

/// <summary>Holds JSON against as much of JSON Schema as the server's own schemas use.</summary>
internal static class SchemaCheck
{
    internal static IEnumerable<string> Find(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(one => Is(one, value)))
        {
            return [$"{path} is {value.ValueKind}, not {type}"];
        }

        var problems = new List<string>();
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            problems.Add($"{path} is {value}, not one of {words}");
        }

        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            problems.Add($"{path} is {value}, not {only}");
        }

        if (schema.TryGetProperty("required", out var required))
        {
            problems.AddRange(
                required.EnumerateArray()
                    .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                    .Select(name => $"{path}.{name} is missing"));
        }

        if (schema.TryGetProperty("properties", out var properties) && value.ValueKind == JsonValueKind.Object)
        {
            problems.AddRange(properties.EnumerateObject()
                .Where(member => value.TryGetProperty(member.Name, out _))
                .SelectMany(member => Find(member.Value, value.GetProperty(member.Name), $"{path}.{member.Name}")));
        }

        if (schema.TryGetProperty("items", out var items) && value.ValueKind == JsonValueKind.Array)
        {
            problems.AddRange(value.EnumerateArray().SelectMany((item, index) => Find(items, item, $"{path}[{index}]")));
        }

        return problems;
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static one => one.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        _ => throw new ArgumentException($"The server's schemas should not need {type}.", nameof(type)),
    };
}
