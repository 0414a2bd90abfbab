namespace RepoTickets.Storage.FileSystem;

/// <summary>
/// Has the operating system note which names change in some folders, to be asked from time to time. Reports are hints: some get lost. Not
/// thread-safe, except for <see cref="IDisposable.Dispose"/> after the last call.
/// </summary>
internal interface IFolderWatch : IDisposable
{
    /// <summary>Tells what was reported since the last call, in no order, names more than once.</summary>
    /// <param name="report">Gets the folder's name and the name inside it.</param>
    /// <returns>False when reports were lost, so that everything must be looked at.</returns>
    bool Read(Action<string, string> report);
}
