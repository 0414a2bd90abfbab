using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RepoTickets;

/// <summary>
/// An immutable list that is equal to another when their items are, in order: what makes records that hold lists comparable. Write it as a
/// collection expression: <c>Labels = ["bug", "urgent"]</c> or <c>[.. ticket.Labels, "urgent"]</c>.
/// </summary>
/// <typeparam name="T">The type of the items; compared with its default comparer.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "One shared instance per item type, as with ImmutableArray<T>.Empty.")]
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The items without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>A list with one more item at the end.</summary>
    public ValueList<T> Add(T item) => new([.. _items, item]);

    /// <summary>A list without the items that match; this same list when none does.</summary>
    public ValueList<T> RemoveAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var kept = Array.FindAll(_items, item => !match(item));
        return kept.Length == _items.Length ? this : new(kept);
    }

    /// <summary>A list with every item that matches replaced.</summary>
    public ValueList<T> Replace(Predicate<T> match, Func<T, T> replacement)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(replacement);
        return new(Array.ConvertAll(_items, item => match(item) ? replacement(item) : item));
    }

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items)}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

/// <summary>Makes <see cref="ValueList{T}"/>s; the compiler calls it for collection expressions.</summary>
public static class ValueList
{
    /// <summary>A list with a copy of these items.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ValueList<T>.Empty : new(items.ToArray());

    /// <summary>A list with a copy of these items.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items is ValueList<T> list)
        {
            return list;
        }

        // A copy of our own already: nobody else has it.
        var copy = items.ToArray();
        return copy.Length == 0 ? ValueList<T>.Empty : new(copy);
    }
}
