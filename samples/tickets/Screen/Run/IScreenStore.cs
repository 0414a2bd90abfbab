using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>Does what the model wants done.</summary>
internal interface IScreenStore
{
    /// <summary>Does one thing. What cannot be done is an answer, too.</summary>
    Task<ScreenMessage> DoAsync(ScreenEffect effect, CancellationToken cancellationToken);
}
