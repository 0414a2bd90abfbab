using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>
/// The fields of one mapping. Each is taken by its key with the type that it must have; a fault gives the default, so that the rest can be
/// read. What was not taken is unknown.
/// </summary>
internal sealed class YamlFields(YamlMapping mapping, string path, FaultList faults)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlEntry> _entries = mapping.Entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);

    internal YamlMapping Mapping { get; } = mapping;

    internal string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    internal YamlNode? Take(string key)
    {
        _taken.Add(key);
        if (!_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        // A value that is missing has the place of its key, which people can see.
        faults.Place(Path(key), entry.Value is YamlScalar { IsPlain: true, Text: "" } ? entry.Key : entry.Value);
        return entry.Value;
    }

    /// <summary>A value without type, or the fault that it is missing.</summary>
    internal YamlNode? Require(string key, string example)
    {
        if (Take(key) is { } node)
        {
            return node;
        }

        faults.Add(Path(key), Mapping, $"The key '{key}' is missing. Add it, for example {key}: {example}");
        return null;
    }

    internal string? Text(string key) => Take(key) is { } node ? TextOf(node, Path(key)) : null;

    internal string? TextOf(YamlNode node, string place)
    {
        if (node is YamlScalar { IsNull: false } scalar)
        {
            return scalar.Text;
        }

        faults.Add(place, node, node is YamlScalar
            ? "A value is missing here. Write one, or remove the key; empty text is written ''."
            : "Text belongs here, not a list or mapping. Text that looks like one stands in quotes.");
        return null;
    }

    internal int? WholeNumber(string key) => Convert(key, "a whole number, such as 3", text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);

    internal double? Number(string key) => Convert(key, "a number, such as 0.5", text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null);

    internal bool? Boolean(string key) => Convert(key, "true or false", text => text switch
    {
        "true" => true,
        "false" => false,
        _ => (bool?)null,
    });

    internal TimeSpan? Duration(string key) => Convert(key, "a time such as 90s, 30m, 2h, 1d, 1h30m or PT5M", text =>
        DurationText.TryRead(text, out var duration) ? duration : (TimeSpan?)null);

    internal T? Word<T>(string key, WordTable<T> words)
        where T : struct, Enum => Convert(key, $"one of {words.Allowed}", text => words.TryRead(text, out var value) ? value : (T?)null);

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    internal ValueList<string> Texts(string key)
    {
        var node = Take(key);
        if (node is not YamlSequence sequence)
        {
            return node is null || TextOf(node, Path(key)) is not { } text ? [] : [text];
        }

        var texts = new List<string>();
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var place = $"{Path(key)}[{i}]";
            faults.Place(place, sequence.Items[i]);
            texts.Add(TextOf(sequence.Items[i], place) ?? "");
        }

        return texts.ToValueList();
    }

    /// <summary>The fields of a value that must be a mapping; null and a fault when it is none.</summary>
    internal YamlFields? Inner(YamlNode node, string place, string what)
    {
        if (node is YamlMapping inner)
        {
            return new(inner, place, faults);
        }

        faults.Add(place, node, $"{what} belongs here, as keys and values.");
        return null;
    }

    /// <summary>Tells of every key that nobody has taken.</summary>
    internal void Finish(string what)
    {
        var known = string.Join(", ", _taken.Order(StringComparer.Ordinal));
        foreach (var entry in Mapping.Entries.Where(entry => !_taken.Contains(entry.Key.Text)))
        {
            faults.Add(
                Path(entry.Key.Text),
                entry.Key,
                $"{what} has no key '{DisplayText.Escape(entry.Key.Text)}'. It has: {known}.");
        }
    }

    private T? Convert<T>(string key, string what, Func<string, T?> convert)
        where T : struct
    {
        if (Take(key) is not { } node)
        {
            return null;
        }

        if (node is YamlScalar scalar && convert(scalar.Text) is { } value)
        {
            return value;
        }

        var found = node is YamlScalar { Text: var text } ? $"'{DisplayText.Escape(text)}'" : "a list or mapping";
        faults.Add(Path(key), node, $"'{key}' is {what}, not {found}.");
        return null;
    }
}
