using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>
/// The keys that were seen, by hash, with the texts compared, so that a collision of hashes is seen and not believed. Readers take no lock:
/// a slot goes from empty to taken once, and growth or eviction publishes another array. One writer at a time.
/// </summary>
internal sealed class FormTable
{
    private Form?[] _slots = new Form?[1024];

    internal int Count { get; private set; }

    internal static ulong HashOf(GroupNamespace space, ReadOnlySpan<byte> key) => TextHash.Compute(key, space.Seed);

    internal Form? Find(GroupNamespace space, ReadOnlySpan<byte> key, ulong hash)
    {
        var slots = Volatile.Read(ref _slots);
        var mask = slots.Length - 1;
        for (var index = (int)hash & mask; ; index = (index + 1) & mask)
        {
            var form = Volatile.Read(ref slots[index]);
            if (form is null)
            {
                return null;
            }

            if (form.Hash == hash && ReferenceEquals(form.Space, space) && key.SequenceEqual(form.Key))
            {
                return form;
            }
        }
    }

    /// <summary>Adds a key that is not there. Needs the writer's lock.</summary>
    internal void Add(Form form)
    {
        // Half full at most: a reader that misses stops soon.
        if ((Count + 1) * 2 > _slots.Length)
        {
            Rebuild(_slots.Length * 2, _slots.OfType<Form>());
        }

        Insert(_slots, form);
        Count++;
    }

    /// <summary>Exchanges a key's form for another of the same key. Needs the writer's lock.</summary>
    internal void Replace(Form old, Form form)
    {
        var slot = Array.IndexOf(_slots, old);
        Volatile.Write(ref _slots[slot], form);
    }

    /// <summary>Keeps only these. Needs the writer's lock.</summary>
    internal void Keep(IReadOnlyCollection<Form> forms)
    {
        Count = forms.Count;
        Rebuild(_slots.Length, forms);
    }

    internal IEnumerable<Form> All() => _slots.OfType<Form>();

    private void Rebuild(int size, IEnumerable<Form> forms)
    {
        var slots = new Form?[size];
        foreach (var form in forms)
        {
            Insert(slots, form);
        }

        Volatile.Write(ref _slots, slots);
    }

    private static void Insert(Form?[] slots, Form form)
    {
        var mask = slots.Length - 1;
        var index = (int)form.Hash & mask;
        while (slots[index] is not null)
        {
            index = (index + 1) & mask;
        }

        Volatile.Write(ref slots[index], form);
    }
}
