namespace RepoTickets.Storage.Text;

/// <summary>What a value must be so that the file made of it can be read again.</summary>
internal static class WritableValue
{
    /// <exception cref="ArgumentException">A key stands twice, or lists and mappings are nested too deep.</exception>
    internal static void Check(DocumentValue value, int levels)
    {
        if (value is ScalarValue)
        {
            return;
        }

        if (levels == 0)
        {
            throw new ArgumentException("Lists and mappings are nested deeper than files may be.", nameof(value));
        }

        if (value is MappingValue mapping)
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, inner) in mapping.Entries)
            {
                if (!known.Add(key))
                {
                    throw new ArgumentException($"The key '{key}' stands twice in one mapping.", nameof(value));
                }

                Check(inner, levels - 1);
            }
        }
        else
        {
            foreach (var inner in ((SequenceValue)value).Items)
            {
                Check(inner, levels - 1);
            }
        }
    }
}
