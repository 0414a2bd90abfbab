using System.Globalization;
using System.Text.Json;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// Compares the arguments of a call with the schema that the tool was listed with. What binds arguments to methods ignores names that it
/// does not know and stops at the first wrong type; a model that misspelt <c>status</c> must hear of it.
/// </summary>
internal static class ArgumentCheck
{
    internal static ArgumentProblems Find(JsonElement schema, IEnumerable<KeyValuePair<string, JsonElement>>? arguments)
    {
        var problems = new ArgumentProblems();
        var properties = schema.GetProperty("properties");
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments ?? [])
        {
            if (!properties.TryGetProperty(name, out var property))
            {
                problems.Add(DisplayText.Escape(name), value, () =>
                    "It is not a parameter of this tool. " +
                    $"Parameters are {string.Join(", ", properties.EnumerateObject().Select(static known => known.Name))}.");
                continue;
            }

            if (value.ValueKind != JsonValueKind.Null)
            {
                present.Add(name);
                Check(problems, name, property, value);
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(static name => name.GetString()!).Where(name => !present.Contains(name)))
            {
                problems.Add(name, null, static () => "It is required.");
            }
        }

        return problems;
    }

    private static void Check(ArgumentProblems problems, string path, JsonElement schema, JsonElement value)
    {
        if (!IsOfType(schema, value))
        {
            problems.Add(path, value, () => $"It must be {Describe(schema)}.");
            return;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            var known = words.EnumerateArray().Where(static word => word.ValueKind == JsonValueKind.String);
            problems.Add(path, value, () => $"It must be one of {string.Join(", ", known)}.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                CheckSize(problems, path, schema, value, value.GetDouble(), "minimum", "maximum", "");
                break;
            case JsonValueKind.String:
                CheckSize(problems, path, schema, value, value.GetString()!.Length, "minLength", "maxLength", " characters");
                break;
            case JsonValueKind.Array:
                CheckSize(problems, path, schema, value, value.GetArrayLength(), "minItems", "maxItems", " items");
                CheckItems(problems, path, schema, value);
                break;
        }
    }

    private static void CheckItems(ArgumentProblems problems, string path, JsonElement schema, JsonElement value)
    {
        if (!schema.TryGetProperty("items", out var items))
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (item.ValueKind == JsonValueKind.Null)
            {
                problems.Add(at, null, static () => "It is null. Leave it out.");
            }
            else
            {
                Check(problems, at, items, item);
            }
        }
    }

    private static void CheckSize(
        ArgumentProblems problems, string path, JsonElement schema, JsonElement value, double size, string lowest, string highest,
        string unit)
    {
        var minimum = schema.TryGetProperty(lowest, out var low) ? low.GetDouble() : double.NegativeInfinity;
        var maximum = schema.TryGetProperty(highest, out var high) ? high.GetDouble() : double.PositiveInfinity;
        if (!(size >= minimum && size <= maximum))
        {
            var range = double.IsPositiveInfinity(maximum)
                ? string.Create(CultureInfo.InvariantCulture, $"at least {minimum}{unit}")
                : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(minimum, 0)} to {maximum}{unit}");
            problems.Add(path, value, () => unit.Length == 0 ? $"It must be {range}." : $"It must have {range}.");
        }
    }

    private static bool IsOfType(JsonElement schema, JsonElement value) => TypesOf(schema).Any(type => type switch
    {
        "string" => IsText(value),
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    });

    /// <summary>Half a surrogate pair is JSON but not text.</summary>
    private static bool IsText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Describe(
        JsonElement schema) => string.Join(" or ", TypesOf(schema).Where(static type => type != "null").Select(static type => type switch
    {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list of texts",
        _ => "an object",
    }));

    private static IEnumerable<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static one => one.GetString()!) : [type.GetString()!];
}
