namespace RepoTickets.Events;

/// <summary>Events that a handler could not deal with after all its attempts. Bounded; thread-safe.</summary>
public interface IDeadLetters
{
}
