using System.Globalization;

namespace RepoTickets.Storage.Planning;

/// <summary>An identifier of the form <c>PREFIX-N</c>.</summary>
internal readonly record struct NumberedId(string Prefix, int Number)
{
    internal static bool TryParse(string id, out NumberedId numbered)
    {
        numbered = default;
        var hyphen = id.LastIndexOf('-');
        if (hyphen <= 0 || id.Length - hyphen > 10 ||
            !int.TryParse(id.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        numbered = new(id[..hyphen], number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{Number}");
}
