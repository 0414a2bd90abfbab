namespace RepoTickets.Storage.Index;

/// <summary>The distinct names of a column, each with a code: its place here.</summary>
internal sealed class NameTable(string[] names)
{
    private readonly Lazy<Dictionary<string, int[]>> _byName = new(() => names
        .Select((name, code) => (name, code))
        .GroupBy(pair => pair.name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.code).ToArray(), StringComparer.OrdinalIgnoreCase));

    internal int Count => names.Length;

    internal string this[int code] => names[code];

    internal ReadOnlySpan<string> Names => names;

    /// <summary>The codes of all names that are equal but for case.</summary>
    internal int[] Find(string name) => _byName.Value.TryGetValue(name, out var codes) ? codes : [];

    internal int FindExact(string name)
    {
        foreach (var code in Find(name))
        {
            if (string.Equals(names[code], name, StringComparison.Ordinal))
            {
                return code;
            }
        }

        return -1;
    }

    /// <summary>Gives codes to names; those taken over from an older table keep their strings, so that they stay shared.</summary>
    internal sealed class Builder(NameTable older)
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];
        private readonly int[] _codeOfOlder = Filled(older.Count);

        internal int Add(string name)
        {
            if (!_codes.TryGetValue(name, out var code))
            {
                code = _names.Count;
                _codes.Add(name, code);
                _names.Add(name);
            }

            return code;
        }

        internal int AddOlder(int code)
        {
            if (code < 0)
            {
                return code;
            }

            ref var known = ref _codeOfOlder[code];
            return known >= 0 ? known : known = Add(older[code]);
        }

        internal NameTable Build() => new([.. _names]);

        private static int[] Filled(int length)
        {
            var codes = new int[length];
            codes.AsSpan().Fill(-1);
            return codes;
        }
    }
}
