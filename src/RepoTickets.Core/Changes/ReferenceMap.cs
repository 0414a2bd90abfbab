namespace RepoTickets;

/// <summary>Goes over the references of one document with a function that gives each its new text, or null to drop it.</summary>
internal sealed class ReferenceMap(Func<string, DocumentKey, string?> map)
{
    private bool _differs;

    /// <summary>Journal dependencies that are no identifiers are asked about too: they may be placeholders.</summary>
    internal bool TakesAnyText { get; init; }

    /// <summary>The original when no reference differed, so that callers can compare by reference.</summary>
    internal Document Finish(Document original, Document mapped) => _differs ? mapped : original;

    internal TId? Single<TId>(string field, TId? id, Func<string, TId> make)
        where TId : struct, IDocumentId
    {
        if (id is not { IsUnassigned: false } reference)
        {
            return id;
        }

        var text = map(field, reference.Key);
        if (text == reference.Value)
        {
            return id;
        }

        _differs = true;
        return text is null ? null : make(text);
    }

    internal ValueList<TId> List<TId>(string field, ValueList<TId> ids, Func<string, TId> make)
        where TId : struct, IDocumentId
    {
        if (ids is null)
        {
            // Validation says so, with the field's name; finding references must not fail before.
            return ids!;
        }

        var kept = new List<TId>(ids.Count);
        var differs = false;
        foreach (var id in ids)
        {
            var text = id.IsUnassigned ? id.Value : map(field, id.Key);
            differs |= text != id.Value;
            if (text is not null)
            {
                kept.Add(text == id.Value ? id : make(text));
            }
        }

        _differs |= differs;
        return differs ? kept.ToValueList() : ids;
    }

    /// <summary>The texts inside the items of a list that name tickets.</summary>
    internal ValueList<TItem> Items<TItem>(
        string field, ValueList<TItem> items, Func<TItem, ValueList<string>> read, Func<TItem, ValueList<string>, TItem> write)
    {
        if (items is null)
        {
            return items!;
        }

        var results = new List<TItem>(items.Count);
        var differs = false;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { } item || read(item) is not { } before)
            {
                results.Add(items[i]);
                continue;
            }

            var after = Texts($"{field}[{i}].dependencies", before);
            differs |= !ReferenceEquals(before, after);
            results.Add(ReferenceEquals(before, after) ? item : write(item, after));
        }

        _differs |= differs;
        return differs ? results.ToValueList() : items;
    }

    private ValueList<string> Texts(string field, ValueList<string> texts)
    {
        if (texts.Count == 0)
        {
            return texts;
        }

        var kept = new List<string>(texts.Count);
        var differs = false;
        foreach (var text in texts)
        {
            var mapped = TakesAnyText || TicketId.TryParse(text, out _) ? map(field, new DocumentKey(DocumentKind.Ticket, text)) : text;
            differs |= mapped != text;
            if (mapped is not null)
            {
                kept.Add(mapped);
            }
        }

        return differs ? kept.ToValueList() : texts;
    }
}
