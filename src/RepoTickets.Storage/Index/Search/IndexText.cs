namespace RepoTickets.Storage.Index;

/// <summary>
/// The text side of a base. It is made or loaded at the first text query; until then it only remembers what it is to be made from, however
/// many compactions pass.
/// </summary>
internal sealed class IndexText
{
    private readonly Lock _gate = new();
    private volatile TextIndex? _built;
    private volatile Pending? _pending;

    private IndexText(TextIndex? built, Pending? pending) => (_built, _pending) = (built, pending);

    internal static IndexText Empty { get; } = new(TextIndex.Empty, null);

    /// <summary>
    /// The text of a base that was loaded; the function gives null when the text cannot be had. It is called once at most.
    /// </summary>
    internal static IndexText Stored(Func<TextIndex?> load) => new(null, new Pending(new Root(load), null, []));

    /// <summary>The index, or null when it was stored and cannot be read. The first call may take long, and others wait for it.</summary>
    internal TextIndex? TryGet()
    {
        if (_built is { } built)
        {
            return built;
        }

        lock (_gate)
        {
            if (_pending is { } pending && pending.Root.TryGet() is { } root)
            {
                // In this order: whoever finds nothing pending finds what was built.
                _built = pending.Sources is null ? root : TextIndexBuilder.Build(root, pending.Sources, pending.Texts);
                _pending = null;
            }

            return _built;
        }
    }

    /// <summary>
    /// The text of a base made from this one's. Nothing is computed but where each row's text is, and nothing is waited for.
    /// </summary>
    /// <param name="rows">For each new row its row here, or the complement of its place in <paramref name="changed"/>.</param>
    /// <param name="changed">Folded UTF-8.</param>
    internal IndexText Derive(int[] rows, byte[][] changed)
    {
        if (_pending is not { } pending)
        {
            var built = _built;
            return new(null, new Pending(new Root(() => built), rows, changed));
        }

        var composed = new int[rows.Length];
        var kept = new List<byte[]>();
        for (var row = 0; row < rows.Length; row++)
        {
            var source = rows[row] < 0 || pending.Sources is null ? rows[row] : pending.Sources[rows[row]];
            if (source >= 0)
            {
                composed[row] = source;
                continue;
            }

            composed[row] = ~kept.Count;
            kept.Add(rows[row] < 0 ? changed[~rows[row]] : pending.Texts[~source]);
        }

        return new(null, new Pending(pending.Root, composed, [.. kept]));
    }

    /// <summary>What the text is to be made from: no sources mean the root as it is.</summary>
    private sealed record Pending(Root Root, int[]? Sources, byte[][] Texts);

    /// <summary>Where the oldest text comes from; shared by all that derive from it, so that it is loaded once.</summary>
    private sealed class Root(Func<TextIndex?> load)
    {
        private readonly Lazy<TextIndex?> _index = new(load);

        internal TextIndex? TryGet() => _index.Value;
    }
}
