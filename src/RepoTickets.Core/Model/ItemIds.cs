using System.Globalization;

namespace RepoTickets;

/// <summary>Identifiers of what lives inside a ticket: eight lower-case hexadecimal digits, unique in their list.</summary>
internal static class ItemIds
{
    private const int MaximumAttempts = 100;

    /// <summary>An identifier that none of the existing ones equals.</summary>
    internal static string Next(IIdentifierGenerator ids, IEnumerable<string> existing)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var taken = existing.ToHashSet(StringComparer.Ordinal);
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            var id = (ids.NextBits() >> 32).ToString("x8", CultureInfo.InvariantCulture);
            if (!taken.Contains(id))
            {
                return id;
            }
        }

        throw new InvalidOperationException(
            $"The identifier generator gave only identifiers that exist already, {MaximumAttempts} times. Use one that is random.");
    }

    /// <summary>The identifier that a new item brings along, if it is free, or a new one.</summary>
    internal static string Choose(string brought, IIdentifierGenerator ids, IEnumerable<string> existing)
    {
        if (string.IsNullOrEmpty(brought))
        {
            return Next(ids, existing);
        }

        return existing.Contains(brought, StringComparer.Ordinal)
            ? throw new ArgumentException(
                $"There is an item '{DisplayText.Escape(brought)}' already. Leave the identifier empty to get a new one.")
            : brought;
    }
}
