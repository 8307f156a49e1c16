# One image for web, worker and beat; docker-compose.yml gives each its command.
FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

# Before the source, so that only a changed lock installs again.
COPY requirements requirements
RUN python3 requirements/install.py base && rm -rf /root/.cache

COPY . .
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/app/staticfiles \
    STATIC_COLLECTED=true \
    VAR_DIR=/app/var

# The key is for these two commands only; nothing they leave behind depends on it.
RUN python -m babel.messages.frontend --quiet compile --directory locale --domain django \
    && VAR_DIR=/tmp/build SECRET_KEY=only-for-collecting-static-files-while-the-image-is-built \
        python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q readiness documents templates_mgr phone_numbers scoring \
    && rm -rf /tmp/build

RUN useradd --uid 10001 --create-home readiness && install --directory --owner readiness var
USER readiness

EXPOSE 8000
ENV GRANIAN_HOST=0.0.0.0 GRANIAN_PORT=8000 GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=2
CMD ["python", "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning", "readiness.wsgi:application"]
