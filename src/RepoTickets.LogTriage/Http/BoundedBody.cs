using System.Text;

namespace RepoTickets.LogTriage.Http;

/// <summary>Reads bodies without trusting their length.</summary>
internal static class BoundedBody
{
    private const int StartLength = 4096;

    /// <returns>Null when the body is longer than allowed.</returns>
    /// <exception cref="HttpRequestException">The body ended early.</exception>
    internal static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limit)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
    }

    /// <summary>The beginning of a body, for a message. A body that breaks off is as good as its beginning.</summary>
    internal static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[StartLength];
        var length = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                length = await stream.ReadAtLeastAsync(buffer, StartLength, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return "(its explanation broke off)";
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
