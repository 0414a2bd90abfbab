using System.Globalization;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// Which part of a list is asked for. A cursor is a place in the list as it is then: what is created or changed between two pages may stand
/// in both.
/// </summary>
internal readonly record struct Page(int Skip, int Take)
{
    internal const int DefaultLimit = 50;
    internal const int MaximumLimit = 200;
    private const int LastPlace = 1_000_000;

    internal static Page Of(int? limit, string? cursor)
    {
        var skip = 0;
        if (!string.IsNullOrEmpty(cursor) &&
            !(int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip) && skip is > 0 and <= LastPlace))
        {
            throw new ToolArgumentException(
                "cursor", cursor, "It is not a cursor. Give next_cursor of the answer before, or leave it out.");
        }

        return new(skip, limit ?? DefaultLimit);
    }

    internal string CursorAfter(int shown) => (Skip + shown).ToString(CultureInfo.InvariantCulture);
}
