using System.Text.Json;

namespace RepoTickets.Batch.Json;

internal static class JsonErrors
{
    /// <summary>What is wrong, without the place, which the platform counts from 0 and in bytes.</summary>
    internal static string Describe(JsonException exception)
    {
        var place = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"The text is not JSON: {DisplayText.Escape(place < 0 ? exception.Message : exception.Message[..place], 200)}";
    }
}
