namespace RepoTickets.CommandLine.Printing;

/// <summary>What is written from right to left must not pull the neighbouring cells along.</summary>
internal static class RightToLeft
{
    private const string FirstStrongIsolate = "\u2068";
    private const string PopIsolate = "\u2069";

    internal static string Isolate(string text) => HasAny(text) ? FirstStrongIsolate + text + PopIsolate : text;

    private static bool HasAny(string text) => text.AsSpan().IndexOfAnyInRange('\u0590', '\u08FF') >= 0;
}
