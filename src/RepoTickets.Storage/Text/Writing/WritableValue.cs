namespace RepoTickets.Storage.Text;

/// <summary>What a value must be so that the file made of it can be read again.</summary>
internal static class WritableValue
{
    /// <summary>So many keys are compared one by one, which costs less than to hash them; documents have fewer.</summary>
    private const int FewKeys = 32;

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
            var entries = mapping.Entries.AsSpan();
            var known = entries.Length > FewKeys ? new HashSet<string>(entries.Length, StringComparer.Ordinal) : null;
            for (var at = 0; at < entries.Length; at++)
            {
                var (key, inner) = entries[at];
                if (known is null ? IsAmong(entries[..at], key) : !known.Add(key))
                {
                    throw new ArgumentException($"The key '{key}' stands twice in one mapping.", nameof(value));
                }

                Check(inner, levels - 1);
            }
        }
        else
        {
            foreach (var inner in ((SequenceValue)value).Items.AsSpan())
            {
                Check(inner, levels - 1);
            }
        }
    }

    private static bool IsAmong(ReadOnlySpan<KeyValuePair<string, DocumentValue>> entries, string key)
    {
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
