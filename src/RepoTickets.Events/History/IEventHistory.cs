namespace RepoTickets.Events;

/// <summary>The latest events of a bus, in memory. Thread-safe.</summary>
public interface IEventHistory
{
}
