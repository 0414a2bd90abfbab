namespace RepoTickets;

/// <summary>Which keys of a list there have been. A few are compared one by one, which costs less than to hash them.</summary>
internal sealed class SeenKeys(int expected)
{
    private const int Few = 12;

    private readonly List<string> _few = expected <= Few ? new(expected) : [];
    private readonly HashSet<string>? _many = expected <= Few ? null : new(expected, StringComparer.Ordinal);

    /// <summary>False when it was there already.</summary>
    internal bool Add(string key)
    {
        if (_many is not null)
        {
            return _many.Add(key);
        }

        foreach (var known in _few)
        {
            if (string.Equals(known, key, StringComparison.Ordinal))
            {
                return false;
            }
        }

        _few.Add(key);
        return true;
    }
}
