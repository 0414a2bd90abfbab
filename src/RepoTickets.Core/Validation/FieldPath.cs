using System.Globalization;

namespace RepoTickets;

/// <summary>
/// Where in a document a field is, such as <c>steps[3].status</c>. Each field of each item is checked whenever a document is stored, and
/// nearly all are in order: so the text is made only of those that are not.
/// </summary>
internal readonly struct FieldPath
{
    private readonly string _start;
    private readonly int _index;
    private readonly string? _end;

    private FieldPath(string start, int index, string? end) => (_start, _index, _end) = (start, index, end);

    public static implicit operator FieldPath(string field) => new(field, -1, null);

    public static FieldPath operator +(FieldPath path, string end) => new(path._start, path._index, path._end + end);

    /// <summary>An item of the list that is here.</summary>
    internal FieldPath Item(int index) => new(_index < 0 && _end is null ? _start : ToString(), index, null);

    public override string ToString() =>
        _index < 0 ? _start + _end : string.Create(CultureInfo.InvariantCulture, $"{_start}[{_index}]{_end}");
}
