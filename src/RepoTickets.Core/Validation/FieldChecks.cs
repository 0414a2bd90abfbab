using System.Globalization;

namespace RepoTickets;

/// <summary>Collects the problems of one document. Every check looks at one field and adds at most one problem for it.</summary>
internal sealed class FieldChecks(bool allowPlaceholders)
{
    private readonly List<FieldProblem> _problems = [];

    internal ValueList<FieldProblem> Problems => _problems.ToValueList();

    internal void Add(FieldPath field, string? value, string reason) =>
        _problems.Add(new(field.ToString(), DisplayText.Escape(value), reason));

    /// <summary>A text on one line: bounded as titles are.</summary>
    internal void Line(FieldPath field, string? value, bool required = false) => Text(field, value, required, DocumentBounds.TitleLength);

    /// <summary>A text on one line that may be absent.</summary>
    internal void OptionalLine(FieldPath field, string? value)
    {
        if (value is not null)
        {
            Line(field, value);
        }
    }

    internal void Text(FieldPath field, string? value, bool required = false, int maximumLength = DocumentBounds.TextLength)
    {
        if (value is null)
        {
            Add(field, "", "The value is null; use an empty text.");
        }
        else if (required && string.IsNullOrWhiteSpace(value))
        {
            Add(field, value, "The text is blank; it must say something.");
        }
        else if (value.Length > maximumLength)
        {
            Add(field, value, $"The text is {value.Length} characters long; at most {maximumLength} are allowed.");
        }
        else if (FindLoneSurrogate(value) is >= 0 and var position)
        {
            Add(field, value, $"Character {position + 1} is half of a surrogate pair, which no file can hold; the text was cut in two.");
        }
    }

    internal void Lines(
        FieldPath field, ValueList<string>? values, bool required = false, int maximumLength = DocumentBounds.TitleLength) =>
        Items(field, values, (path, value) => Text(path, value, required, maximumLength));

    /// <summary>Checks the count and, while it is in bounds, each item.</summary>
    internal void Items<T>(FieldPath field, ValueList<T>? items, Action<FieldPath, T> check)
    {
        if (items is null)
        {
            Add(field, "", "The list is null; use an empty one.");
            return;
        }

        if (items.Count > DocumentBounds.ListCount)
        {
            Add(field, $"{items.Count} items", $"At most {DocumentBounds.ListCount} items are allowed.");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            check(field.Item(i), items[i]);
        }
    }

    /// <summary>As <see cref="Items"/> for items with an identifier of their own, which must be there and unique.</summary>
    internal void Nested<T>(FieldPath field, ValueList<T>? items, Func<T, string> idOf, Action<FieldPath, T> check)
        where T : class => Distinct(field, "id", items, idOf, check);

    /// <summary>As <see cref="Nested"/> for items that go by a name.</summary>
    internal void Named<T>(FieldPath field, ValueList<T>? items, Func<T, string> nameOf, Action<FieldPath, T> check)
        where T : class => Distinct(field, "name", items, nameOf, check);

    private void Distinct<T>(FieldPath field, string key, ValueList<T>? items, Func<T, string> keyOf, Action<FieldPath, T> check)
        where T : class
    {
        var seen = new SeenKeys(items?.Count ?? 0);
        var suffix = key == "id" ? ".id" : "." + key;
        Items(field, items, (path, item) =>
        {
            if (item is null)
            {
                Add(path, "", "The item is null; remove it.");
                return;
            }

            Line(path + suffix, keyOf(item), required: true);
            if (keyOf(item) is { Length: > 0 } value && !seen.Add(value))
            {
                Add(path + suffix, value, $"Another item of this list has the same {key}.");
            }

            check(path, item);
        });
    }

    internal void Own(IDocumentId id)
    {
        if (!(allowPlaceholders && (id.IsUnassigned || id.IsPlaceholder)))
        {
            Reference("id", id);
        }
    }

    internal void Reference(FieldPath field, IDocumentId? id)
    {
        if (id is null || id.IsWellFormed || (allowPlaceholders && id.IsPlaceholder))
        {
            return;
        }

        var reason = DocumentIdGrammar.Explain(id.Value, relaxed: id is BacklogItemId);
        Add(field, id.Value, $"The identifier {reason ?? "is not valid"}.");
    }

    internal void References<TId>(FieldPath field, ValueList<TId>? ids)
        where TId : struct, IDocumentId => Items(field, ids, (path, id) => Reference(path, id));

    internal void NotNegative(FieldPath field, double? value)
    {
        if (value is { } number && !(double.IsFinite(number) && number >= 0))
        {
            Add(field, number.ToString(CultureInfo.InvariantCulture), "The number must be finite and not negative.");
        }
    }

    internal void Range(FieldPath field, double? value, double minimum, double maximum)
    {
        if (value is { } number && !(number >= minimum && number <= maximum))
        {
            Add(field, number.ToString(CultureInfo.InvariantCulture), string.Create(
                CultureInfo.InvariantCulture, $"The number must be within {minimum} to {maximum}."));
        }
    }

    internal void Defined<TEnum>(FieldPath field, EnumText<TEnum> texts, TEnum value)
        where TEnum : struct, Enum
    {
        if (!texts.TryWrite(value, out _))
        {
            Add(field, value.ToString(), $"Allowed are {string.Join(", ", texts.Allowed)}.");
        }
    }

    internal void Priority(FieldPath field, TicketPriority priority, TicketsConfiguration configuration)
    {
        if (!configuration.Priorities.Contains(priority))
        {
            Add(field, priority.Value, $"Priorities of this repository are {string.Join(", ", configuration.Priorities)}.");
        }
    }

    internal void Json(FieldPath field, JsonText? json)
    {
        if (json is null)
        {
            Add(field, "", "The value is null; use an empty object.");
        }
        else if (json.Text.Length > DocumentBounds.TextLength)
        {
            Add(field, json.Text, $"The object is {json.Text.Length} characters long; at most {DocumentBounds.TextLength} are allowed.");
        }
    }

    private static int FindLoneSurrogate(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return -1;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
