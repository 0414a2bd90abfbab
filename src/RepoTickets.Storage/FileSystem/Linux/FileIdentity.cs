namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>Device and inode of a file.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
