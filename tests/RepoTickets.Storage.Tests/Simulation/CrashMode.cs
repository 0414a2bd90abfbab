namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>What a power cut does to that which no flush had reached.</summary>
public enum CrashMode
{
    /// <summary>All of it had reached the device by chance.</summary>
    KeepAll,

    /// <summary>None of it had.</summary>
    LoseAll,

    /// <summary>
    /// Each write survives whole, as a prefix, or with each 512-byte block old, zero or new; names survive all, or each by chance.
    /// </summary>
    Torn,

    /// <summary>Each write and each change of a folder survives or not, independently.</summary>
    Reordered,
}

/// <summary>When, within a call, a process dies.</summary>
public enum CrashPoint
{
    Before,

    /// <summary>Half of the bytes are written; a call that writes none has taken effect.</summary>
    During,

    After,
}

/// <summary>What a call fails with.</summary>
public enum SimulatedFault
{
    InputOutput,
    NoSpace,
    QuotaExceeded,
    TooManyOpenFiles,
    AccessDenied,

    /// <summary>A signal came: the call is repeated inside, so nothing is to be seen.</summary>
    Interrupted,

    /// <summary>Half of the bytes are written, then there is no space. A call that writes none just fails.</summary>
    ShortWrite,
}
