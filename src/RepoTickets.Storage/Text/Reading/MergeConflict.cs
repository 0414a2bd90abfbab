using System.Buffers;

namespace RepoTickets.Storage.Text;

/// <summary>
/// Finds what a failed merge leaves in a file. Git writes its markers at column 1, where no content of a block scalar can begin; the length
/// of the markers is configurable, 7 at least.
/// </summary>
internal static class MergeConflict
{
    private const int SmallestMarker = 7;
    private const string MarkerCharacters = "<>|=";

    /// <param name="text">The decoded text.</param>
    /// <param name="certainOnly">Pass over a lone line of <c>=======</c>, which may be an underline in quoted text.</param>
    /// <returns>The fault, or null when nothing looks like a conflict.</returns>
    internal static TextFault? Find(string text, bool certainOnly)
    {
        // Searching for the markers themselves is prepared by code that is compiled when it runs first; most files need none of it.
        if (!text.AsSpan().ContainsAny(MarkerCharacters) || !Markers.StandIn(text))
        {
            return null;
        }

        var (first, middle, last) = (0, 0, 0);
        var line = 1;
        for (var start = 0; start < text.Length; line++)
        {
            var end = TextPlace.LineEnd(text, start);
            var marker = MarkerOf(text.AsSpan(start, end - start));
            if (marker is '<' or '|' or '>')
            {
                first = first == 0 ? line : first;
                last = marker == '>' && last == 0 ? line : last;
            }
            else if (marker == '=')
            {
                middle = middle == 0 ? line : middle;
            }

            start = TextPlace.BehindBreak(text, end);
        }

        first = first == 0 && !certainOnly ? middle : first;
        return first == 0 ? null : new(FaultReason.MergeConflict, Describe(first, middle, last), first, 1);
    }

    private static char MarkerOf(ReadOnlySpan<char> line)
    {
        if (line.Length < SmallestMarker || line[0] is not ('<' or '>' or '|' or '='))
        {
            return '\0';
        }

        var length = line.IndexOfAnyExcept(line[0]);
        if (length < 0)
        {
            return line[0];
        }

        return length >= SmallestMarker && line[0] != '=' && TextPlace.IsBlank(line[length]) ? line[0] : '\0';
    }

    private static string Describe(int first, int middle, int last)
    {
        var place = last > first
            ? $"Conflict markers of a merge from line {first} to line {last}"
            : $"A conflict marker of a merge on line {first}";
        var sides = middle > first && middle < last ? $", the two sides parted at line {middle}" : string.Empty;
        return $"{place}{sides}: keep one side or join both, delete the markers, then mark the file as resolved in git.";
    }

    private static class Markers
    {
        private static readonly SearchValues<string> All =
            SearchValues.Create(["<<<<<<<", ">>>>>>>", "|||||||", "======="], StringComparison.Ordinal);

        internal static bool StandIn(string text) => text.AsSpan().ContainsAny(All);
    }
}
