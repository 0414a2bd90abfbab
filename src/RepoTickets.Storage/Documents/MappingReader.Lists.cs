using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

internal sealed partial class MappingReader
{
    internal ValueList<string> Texts(string key) => List(key, static text => text);

    internal ValueList<TicketId> TicketIds(string key) => List(key, TicketId.FromStored);

    internal ValueList<AgentTaskId> TaskIds(string key) => List(key, AgentTaskId.FromStored);

    internal ValueList<BacklogItemId> BacklogItemIds(string key) => List(key, BacklogItemId.FromStored);

    /// <summary>A reference; null for a missing key, null, or an empty text.</summary>
    internal TId? Reference<TId>(string key, Func<string, TId> make)
        where TId : struct => OptionalText(key) is { Length: > 0 } text ? make(text) : null;

    /// <summary>Names of a configuration; the fallback for a missing key or null.</summary>
    internal ValueList<TicketStatus> Statuses(string key, ValueList<TicketStatus> fallback) => Names(key, fallback, TicketStatus.TryParse);

    /// <inheritdoc cref="Statuses"/>
    internal ValueList<TicketPriority> Priorities(string key, ValueList<TicketPriority> fallback) =>
        Names(key, fallback, TicketPriority.TryParse);

    /// <summary>Whether there is a value other than null.</summary>
    internal bool Has(string key) => Find(key) is not (null or ScalarNode { IsNull: true });

    /// <summary>Mappings of a list, each read by a function.</summary>
    internal ValueList<T> Items<T>(string key, Func<MappingReader, T> read)
    {
        if (Sequence(key) is not { Items.Count: > 0 } sequence)
        {
            return [];
        }

        var items = new T[sequence.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (sequence.Items[i] is not MappingNode mapping)
            {
                context.Report(
                    sequence.Items[i], $"{PathOf(key)}[{i}]", $"a mapping is expected, and {Describe(sequence.Items[i])} stands here.");
                return [];
            }

            items[i] = read(new MappingReader(mapping, context, $"{PathOf(key)}[{i}]."));
        }

        return ValueList.Create<T>(items);
    }

    /// <summary>A mapping inside this one; null for a missing key or null.</summary>
    internal MappingReader? Nested(string key) => Mapping(key) is { } mapping ? new(mapping, context, PathOf(key) + ".") : null;

    /// <summary>A mapping that nobody looks into.</summary>
    internal JsonText Json(string key)
    {
        if (Mapping(key) is not { } mapping)
        {
            return JsonText.Empty;
        }

        if (!FreeForm.TryRead(mapping, out var json, out var reason))
        {
            context.Report(mapping, PathOf(key), reason);
        }

        return json;
    }

    /// <summary>A JSON object that stands as text on one line.</summary>
    internal JsonText JsonLine(string key)
    {
        if (Scalar(key, "a JSON object on one line") is not { } scalar)
        {
            return JsonText.Empty;
        }

        if (!JsonText.TryParse(scalar.Text, out var json))
        {
            context.Report(scalar, PathOf(key), $"'{DisplayText.Escape(scalar.Text)}' is not a JSON object.");
        }

        return json ?? JsonText.Empty;
    }

    /// <summary>Items that stand as one text each.</summary>
    internal ValueList<T> Lines<T>(string key, TryParseLine<T> parse)
        where T : class
    {
        if (Sequence(key) is not { Items.Count: > 0 } sequence)
        {
            return [];
        }

        var items = new T[sequence.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (sequence.Items[i] is not ScalarNode scalar)
            {
                context.Report(
                    sequence.Items[i], $"{PathOf(key)}[{i}]", $"a text is expected, and {Describe(sequence.Items[i])} stands here.");
                return [];
            }

            if (!parse(scalar.Text, out var item))
            {
                context.Report(scalar, $"{PathOf(key)}[{i}]", $"'{DisplayText.Escape(scalar.Text)}' is not such a line.");
                return [];
            }

            items[i] = item;
        }

        return ValueList.Create<T>(items);
    }

    internal delegate bool TryParseLine<T>(string line, [NotNullWhen(true)] out T? item)
        where T : class;

    private ValueList<T> List<T>(string key, Func<string, T> make)
    {
        if (Sequence(key) is not { Items.Count: > 0 } sequence)
        {
            return [];
        }

        var items = new List<T>(sequence.Items.Count);
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (sequence.Items[i] is not ScalarNode scalar)
            {
                context.Report(
                    sequence.Items[i], $"{PathOf(key)}[{i}]", $"a text is expected, and {Describe(sequence.Items[i])} stands here.");
                return [];
            }

            // An item without text ("- ") says nothing; "null" without quotes was meant as a word more likely than not.
            if (!scalar.IsPlain || scalar.Text.Length > 0)
            {
                items.Add(make(scalar.Text));
            }
        }

        return items.ToValueList();
    }

    private ValueList<T> Names<T>(string key, ValueList<T> fallback, TryParse<T> parse)
    {
        if (Sequence(key) is not { } sequence)
        {
            return fallback;
        }

        var names = new List<T>(sequence.Items.Count);
        foreach (var item in sequence.Items)
        {
            if (item is not ScalarNode scalar)
            {
                context.Report(item, PathOf(key), $"a name is expected, and {Describe(item)} stands here.");
            }
            else if (parse(scalar.Text, out var name))
            {
                names.Add(name);
            }
            else
            {
                context.Report(scalar, PathOf(key), NameMessage(scalar));
            }
        }

        return names.ToValueList();
    }

    private SequenceNode? Sequence(string key)
    {
        switch (Find(key))
        {
            case SequenceNode sequence:
                return sequence;
            case null or ScalarNode { IsNull: true }:
                return null;
            case var other:
                context.Report(other, PathOf(key), $"a list is expected, and {Describe(other)} stands here.");
                return null;
        }
    }

    private MappingNode? Mapping(string key)
    {
        switch (Find(key))
        {
            case MappingNode mapping:
                return mapping;
            case null or ScalarNode { IsNull: true }:
                return null;
            case var other:
                context.Report(other, PathOf(key), $"a mapping is expected, and {Describe(other)} stands here.");
                return null;
        }
    }
}
