namespace RepoTickets.Events.Derivation;

/// <summary>Tells which fields of two states of a document differ.</summary>
internal sealed class FieldTable<TDocument>(params (string Name, Func<TDocument, TDocument, bool> IsSame)[] fields)
    where TDocument : Document
{
    internal IEnumerable<string> Names => fields.Select(static entry => entry.Name);

    /// <summary>The names of the fields that differ, in the order of the file.</summary>
    internal ValueList<string> Compare(TDocument before, TDocument after)
    {
        if (ReferenceEquals(before, after))
        {
            return [];
        }

        List<string>? names = null;
        foreach (var (name, isSame) in fields)
        {
            if (!isSame(before, after))
            {
                (names ??= []).Add(name);
            }
        }

        return names?.ToValueList() ?? [];
    }
}
