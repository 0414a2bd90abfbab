using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>Replacements of parts of a text, collected in any order; those at one place take effect in the order they were added.</summary>
internal sealed class SpliceList(string text)
{
    private readonly List<Splice> _splices = [];

    internal int Count => _splices.Count;

    internal void Add(int start, int end, string replacement)
    {
        if (start != end || replacement.Length > 0)
        {
            _splices.Add(new(start, end, replacement));
        }
    }

    internal void Insert(int place, string inserted) => Add(place, place, inserted);

    /// <summary>Whether something replaces or deletes the character at this place.</summary>
    internal bool Covers(int place) => _splices.Exists(splice => splice.Start <= place && place < splice.End);

    /// <summary>Whether something is deleted as far as this place.</summary>
    internal bool DeletesUpTo(int place) =>
        _splices.Exists(splice => splice.End == place && splice.Start < place && splice.Replacement.Length == 0);

    /// <summary>Whether what is added at this place begins with a line break.</summary>
    internal bool InsertsLinesAt(int place) =>
        _splices.Exists(splice => splice.End == place && splice.Replacement.Length > 0 && TextPlace.IsBreak(splice.Replacement[0]));

    /// <exception cref="InvalidOperationException">Two replacements overlap.</exception>
    internal string Apply(int start, int end)
    {
        var builder = new StringBuilder(end - start + 64);
        var place = start;
        var wasDeletion = false;
        foreach (var splice in _splices.OrderBy(splice => splice.Start).ThenBy(splice => splice.End > splice.Start))
        {
            if (splice.Start < place && wasDeletion && splice.Start == splice.End)
            {
                // Lines added behind a value whose last lines are deleted.
                builder.Append(splice.Replacement);
                continue;
            }

            if (splice.Start < place || splice.End > end)
            {
                throw new InvalidOperationException($"Two changes overlap at character {splice.Start} of the file.");
            }

            builder.Append(text, place, splice.Start - place).Append(splice.Replacement);
            place = splice.End;
            wasDeletion = splice.Replacement.Length == 0;
        }

        return builder.Append(text, place, end - place).ToString();
    }

    private readonly record struct Splice(int Start, int End, string Replacement);
}
