using System.Globalization;

namespace RepoTickets.Storage.Index;

/// <summary>An identifier of the form <c>PREFIX-N</c>; the next number of a prefix is chosen from those that there are.</summary>
internal readonly record struct NumberedId(string Prefix, int Number)
{
    // A longer number is no number that we gave out, and one more would not fit.
    private const int MaximumDigits = 9;

    /// <summary>The highest number that is read as one.</summary>
    internal const int MaximumNumber = 999_999_999;

    internal static bool TryParse(string id, out NumberedId numbered)
    {
        var isNumbered = TrySplit(id, out var prefix, out var number);
        numbered = isNumbered ? new(prefix.ToString(), number) : default;
        return isNumbered;
    }

    /// <summary>Splits <c>LOGIN-12</c> without making a text; false for other forms.</summary>
    internal static bool TrySplit(ReadOnlySpan<char> id, out ReadOnlySpan<char> prefix, out int number)
    {
        var hyphen = id.LastIndexOf('-');
        prefix = hyphen > 0 ? id[..hyphen] : default;
        number = 0;
        return hyphen > 0 && id.Length - hyphen - 1 <= MaximumDigits &&
            int.TryParse(id[(hyphen + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads the number of an identifier that has this very prefix. Asked of a thousand identifiers for each new one.</summary>
    internal static bool TryGetNumber(ReadOnlySpan<char> id, string prefix, out int number)
    {
        number = 0;
        var digits = id.Length - prefix.Length - 1;
        if (digits is < 1 or > MaximumDigits || id[prefix.Length] != '-' || !id.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var digit in id[^digits..])
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (10 * number) + (digit - '0');
        }

        return prefix.Length > 0;
    }

    /// <summary>The highest number of each prefix, and its row.</summary>
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

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{Number}");
}
