using RepoTickets.Secrets;

namespace RepoTickets.Events;

/// <summary>What an exception says, in a form that is kept.</summary>
internal static class ErrorText
{
    private const int MaximumLength = 4_096;

    /// <summary>
    /// The message without credentials that it quotes, shortened. The exception comes from code of others, and reading its message runs
    /// their code again: what that throws must not end the subscription whose handler has failed already.
    /// </summary>
    internal static string MessageOf(Exception error)
    {
        try
        {
            var text = SecretText.Scrub(error.Message ?? "");
            return text.Length <= MaximumLength ? text : text[..MaximumLength];
        }
#pragma warning disable CA1031 // Whatever it is, it is less than the failure that is being recorded.
        catch (Exception second) when (second is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return $"(The message of this {error.GetType().Name} cannot be read: reading it throws {second.GetType().Name}.)";
        }
    }
}
