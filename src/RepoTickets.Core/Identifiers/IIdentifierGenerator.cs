namespace RepoTickets;

/// <summary>
/// Where random identifiers come from. Replace it in tests to get the same ones every time. Implementations are thread-safe.
/// </summary>
public interface IIdentifierGenerator
{
    /// <summary>64 unpredictable bits.</summary>
    ulong NextBits();
}
