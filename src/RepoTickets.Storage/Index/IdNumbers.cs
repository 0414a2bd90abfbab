using System.Globalization;

namespace RepoTickets.Storage.Index;

/// <summary>The numbers in identifiers of the form PREFIX-N, from which the next one is chosen.</summary>
internal static class IdNumbers
{
    /// <summary>Splits <c>LOGIN-12</c>; false for other forms and for numbers above <see cref="int.MaxValue"/>.</summary>
    internal static bool TrySplit(ReadOnlySpan<char> id, out ReadOnlySpan<char> prefix, out int number)
    {
        var hyphen = id.LastIndexOf('-');
        prefix = hyphen > 0 ? id[..hyphen] : default;
        number = 0;
        return hyphen > 0 && int.TryParse(id[(hyphen + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    internal static Dictionary<string, (int Number, int Row)> HighestOf(IndexBase tickets)
    {
        var highest = new Dictionary<string, (int Number, int Row)>(StringComparer.Ordinal);
        var byPrefix = highest.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var row = 0; row < tickets.Count; row++)
        {
            if (TrySplit(tickets.IdOf(row), out var prefix, out var number) &&
                (!byPrefix.TryGetValue(prefix, out var known) || number > known.Number))
            {
                byPrefix[prefix] = (number, row);
            }
        }

        return highest;
    }
}
