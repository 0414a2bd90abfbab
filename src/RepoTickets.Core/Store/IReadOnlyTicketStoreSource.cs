namespace RepoTickets;

/// <summary>
/// A store that can be looked at without a byte being written, not even of its own local files: for dry runs and for folders that must stay
/// as they are. Implemented by stores that write something when they are opened; a store that does not needs it not.
/// </summary>
public interface IReadOnlyTicketStoreSource
{
    /// <summary>
    /// The same documents, for reading only: changes are refused by <see cref="StoreReadOnlyException"/>. A store that is open already is
    /// given as it is, since looking writes nothing then. Where there is no store, its use throws
    /// <see cref="StoreNotFoundException"/>. Thread-safe. It is closed with the store that gave it; nobody else disposes of it.
    /// </summary>
    ITicketStore GetReadOnlyStore();
}
