using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>
/// Reads the fields of one mapping by the raw text of its scalars. What is wrong is reported to the context, and the member goes on with a
/// default; the caller throws the result away when the context has a fault.
/// </summary>
internal sealed partial class MappingReader(MappingNode node, BindingContext context, string path)
{
    // Files have their keys in the order in which they are read, so the next entry is nearly always the one that is asked for.
    private int _next;

    /// <summary>A text that must be there; null is as bad as nothing.</summary>
    internal string Required(string key)
    {
        if (Find(key) is not { } value)
        {
            context.Report(node, PathOf(key), "the key is missing, and it must be there.");
            return "";
        }

        if (value is ScalarNode { IsNull: true })
        {
            context.Report(value, PathOf(key), "the value is null, and a text must be there.");
            return "";
        }

        return ScalarOf(value, key, "a text")?.Text ?? "";
    }

    /// <summary>A text whose key must be there, but that may be null or empty.</summary>
    internal string RequiredKey(string key)
    {
        if (Find(key) is null)
        {
            context.Report(node, PathOf(key), "the key is missing, and it must be there.");
        }

        return Text(key);
    }

    /// <summary>A text; the fallback for a missing key or null.</summary>
    internal string Text(string key, string fallback = "") => OptionalText(key) ?? fallback;

    /// <summary>A text; null for a missing key or null.</summary>
    internal string? OptionalText(string key) => Scalar(key, "a text")?.Text;

    internal int Number(string key, int fallback) => OptionalNumber(key) ?? fallback;

    internal int? OptionalNumber(string key)
    {
        if (Scalar(key, "a whole number") is not { } scalar)
        {
            return null;
        }

        if (!NumberText.TryRead(scalar.Text, out int value))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is not a whole number.");
        }

        return value;
    }

    /// <summary>A large whole number that must be there.</summary>
    internal long RequiredCount(string key)
    {
        if (Scalar(key, "a whole number") is not { } scalar)
        {
            context.Report(Find(key) ?? node, PathOf(key), "a whole number must be there.");
            return 0;
        }

        if (!NumberText.TryRead(scalar.Text, out long value))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is not a whole number.");
        }

        return value;
    }

    internal double Real(string key, double fallback) => OptionalReal(key) ?? fallback;

    internal double? OptionalReal(string key)
    {
        if (Scalar(key, "a number") is not { } scalar)
        {
            return null;
        }

        if (!NumberText.TryRead(scalar.Text, out double value))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is not a number.");
        }

        return value;
    }

    internal bool Truth(string key, bool fallback)
    {
        if (Scalar(key, "true or false") is not { } scalar)
        {
            return fallback;
        }

        if (!NumberText.TryRead(scalar.Text, out bool value))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is neither true nor false.");
        }

        return value;
    }

    internal DateTimeOffset Time(string key) => OptionalTime(key) ?? default;

    internal DateTimeOffset RequiredTime(string key)
    {
        if (OptionalTime(key) is { } time)
        {
            return time;
        }

        context.Report(Find(key) ?? node, PathOf(key), "a time must be there.");
        return default;
    }

    internal DateTimeOffset? OptionalTime(string key)
    {
        if (Scalar(key, "a time") is not { } scalar)
        {
            return null;
        }

        if (!context.Timestamps.TryRead(scalar.Text, out var instant))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is not a time; write it as 2025-12-31T23:59:59.");
        }

        return instant;
    }

    internal TEnum OneOf<TEnum>(string key, EnumText<TEnum> texts, TEnum fallback = default)
        where TEnum : struct, Enum
    {
        if (Scalar(key, "one of a set of texts") is not { } scalar)
        {
            return fallback;
        }

        if (!texts.TryRead(scalar.Text, out var value))
        {
            context.Report(scalar, PathOf(
                key), $"'{DisplayText.Escape(scalar.Text)}' is not allowed; allowed are {string.Join(", ", texts.Allowed)}.");
        }

        return value;
    }

    internal TicketPriority Priority() => Parsed("priority", TicketPriority.Medium, TicketPriority.TryParse);

    internal TicketStatus Status(string key = "status") => Parsed(key, TicketStatus.Open, TicketStatus.TryParse);

    private T Parsed<T>(string key, T fallback, TryParse<T> parse)
    {
        if (Scalar(key, "a name") is not { } scalar)
        {
            return fallback;
        }

        if (!parse(scalar.Text, out var value))
        {
            context.Report(scalar, PathOf(key), NameMessage(scalar));
        }

        return value;
    }

    private static string NameMessage(ScalarNode scalar) =>
        $"'{DisplayText.Escape(scalar.Text)}' is not a name: 1 to 32 characters of a-z and 0-9, with single hyphens between words.";

    private DocumentNode? Find(string key)
    {
        if (_next < node.Entries.Count && node.Entries[_next].Key.Text == key)
        {
            return node.Entries[_next++].Value;
        }

        for (var i = 0; i < node.Entries.Count; i++)
        {
            if (node.Entries[i].Key.Text == key)
            {
                _next = i + 1;
                return node.Entries[i].Value;
            }
        }

        return null;
    }

    private ScalarNode? Scalar(string key, string expected) =>
        Find(key) is { } value && value is not ScalarNode { IsNull: true } ? ScalarOf(value, key, expected) : null;

    private ScalarNode? ScalarOf(DocumentNode value, string key, string expected)
    {
        if (value is ScalarNode scalar)
        {
            return scalar;
        }

        context.Report(value, PathOf(key), $"{expected} is expected, and {Describe(value)} stands here.");
        return null;
    }

    private string PathOf(string key) => path + key;

    private static string Describe(DocumentNode value) => value switch
    {
        SequenceNode => "a list",
        MappingNode => "a mapping",
        _ => "a single value",
    };

    private delegate bool TryParse<T>(string? text, out T value);
}
